// SPDX-License-Identifier: EUPL-1.2
// Makes territories.tsv and departments.tsv from the npm package @etalab/decoupage-administratif.
// Usage: node build.mjs FOLDER_OF_THE_UNPACKED_PACKAGE
// The output depends on the package only: sorted, no date.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2]
if (!folder) {
	console.error('usage: node build.mjs FOLDER_OF_THE_UNPACKED_PACKAGE')
	process.exit(2)
}
const here = dirname(fileURLToPath(import.meta.url))
const read = name => JSON.parse(readFileSync(join(folder, 'data', `${name}.json`), 'utf8'))
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
const source = `@etalab/decoupage-administratif ${version}, licence MIT (c) Etalab`

const KINDS = { CC: 'cc', CA: 'ca', CU: 'cu', METRO: 'metropole', MET69: 'metropole', EPT: 'ept' }
const communes = read('communes').filter(c => c.type === 'commune-actuelle')
const byCode = new Map(communes.map(c => [c.code, c]))
const epcis = read('epci')
const epciOf = new Map(epcis.flatMap(e => e.membres.map(m => [m.code, e.code])))

const people = group => group.membres.reduce((sum, m) => sum + (m.populationMunicipale ?? 0), 0)

// A grouping may span départements: it goes to the one where most of its people live.
function homeOf(group) {
	const totals = new Map()
	for (const m of group.membres) {
		const department = byCode.get(m.code)?.departement
		if (department)
			totals.set(department, (totals.get(department) ?? 0) + (m.populationMunicipale ?? 0))
	}
	const [first] = [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
	return first ? first[0] : ''
}

const departments = read('departements')
const regionOf = new Map(departments.map(d => [d.code, d.region]))

function groupLine(group) {
	const kind = KINDS[group.type]
	if (!kind)
		throw new Error(`unknown kind of grouping: ${group.type}`)
	const home = homeOf(group)
	const population = group.populationMunicipale ?? people(group)
	return [group.code, kind, group.code, group.nom, home, regionOf.get(home) ?? '', population, '']
}

const lines = [
	...communes.filter(c => c.siren).map(c => [c.siren, 'commune', c.code, c.nom, c.departement, c.region,
		c.population ?? '', epciOf.get(c.code) ?? '']),
	...epcis.map(groupLine),
	...read('ept').map(groupLine),
]
lines.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
for (const [i, line] of lines.entries()) {
	if (!/^\d{9}$/.test(line[0]) || (i > 0 && lines[i - 1][0] === line[0]))
		throw new Error(`bad or repeated SIREN: ${line[0]}`)
	if (line.some(cell => /[\t\n\r]/.test(String(cell))))
		throw new Error(`separator inside a cell: ${line[0]}`)
}

function write(name, columns, rows) {
	const head = `# Source: ${source}. Made by build.mjs.\n# ${columns.join('\t')}\n`
	writeFileSync(join(here, name), head + rows.map(row => row.join('\t')).join('\n') + '\n')
}

write('territories.tsv',
	['siren', 'kind', 'code', 'name', 'department', 'region', 'population', 'epci'], lines)
const regionName = new Map(read('regions').map(r => [r.code, r.nom]))
const sorted = [...departments].sort((a, b) => (a.code < b.code ? -1 : 1))
write('departments.tsv', ['code', 'name', 'region', 'region name'],
	sorted.map(d => [d.code, d.nom, d.region, regionName.get(d.region) ?? '']))
