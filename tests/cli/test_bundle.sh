#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Mallettes: made, opened, worked in, returned, merged; questions; keys; hosts; refusals.
. tests/cli/lib.sh

host=$T/hote.db
laptop=$T/l.mallette.base
XDG_DATA_HOME=$T/donnees
export XDG_DATA_HOME
at_host() { status=$1; shift; run "$status" --base "$host" "$@"; }
on_tour() { status=$1; shift; run "$status" --base "$laptop" "$@"; }
# mark BASE NUMBER VALUE [LOGIN]: every item by the same mark, final.
mark() {
	run 0 --base "$1" ${4:+--as "$4"} score "$2" --set I1="$3" --set I2="$3" --set I3="$3" --set I4="$3" \
		--set I5="$3" --set E1="$3" --set E2="$3" --set E3="$3" --set E4="$3" --set P1="$3" \
		--set P2="$3" --set P3="$3" --set P4="$3" --set P5="$3" --final
}

at_host 0 init --campaign "Essai"
at_host 0 import tests/data/cli/campaign.json
at_host 0 envelope set 45 100000
at_host 0 agent add lea --name "Léa Petit" --role delegue --departments 45
echo "trois mots de passe" >"$T/phrase"
echo "court" >"$T/court"

# What a mallette is refused for, before anything is written.
at_host 2 bundle create --dept 45 -o "$T/l.mallette"
says "--agent"
at_host 3 bundle create --dept 45 --agent personne --passphrase-file "$T/phrase" -o "$T/l.mallette"
says "n'est pas un agent actif"
at_host 3 bundle create --dept 37 --agent lea --passphrase-file "$T/phrase" -o "$T/l.mallette"
says "n'est pas confié à lea"
at_host 3 bundle create --dept 45 --agent lea --passphrase-file "$T/court" -o "$T/l.mallette"
says "12"
at_host 3 bundle create --dept 45 --agent lea -o "$T/l.mallette"
says "clé active"
at_host 3 bundle create --dept 45 --agent lea --passphrase-file "$T/phrase" --expires 2020-01-01 -o "$T/l.mallette"
says "donnez un jour à venir"
same "no file" "$(ls "$T" | grep -c mallette)" 0

at_host 0 bundle create --dept 45 --agent lea --passphrase-file "$T/phrase" -o "$T/l.mallette"
says "3 dossiers pour lea, jusqu'au"
same "mode of the mallette" "$(stat -c %a "$T/l.mallette")" 600
at_host 3 bundle create --dept 45 --agent lea --passphrase-file "$T/phrase" -o "$T/l.mallette"
says "existe déjà"
run 0 bundle show "$T/l.mallette"
has "mallette de Léa Petit (lea)"
run 0 bundle show "$T/l.mallette" --format json
json agent '"lea"'
at_host 0 list tournée:lea --format csv --columns number
numbers=$(sed 1d "$T/out" | head -n 3 | tr '\n' ' ')
at_host 0 bundle list
has "en tournée"

run 3 bundle return "$T/l.mallette" --passphrase-file "$T/phrase" -o "$T/vide.retour"
says "l.mallette.base n'est pas là"
same "no base made by a return" "$(find "$T" -name 'l.mallette.base' | wc -l)" 0
run 3 bundle open "$T/l.mallette" --passphrase-file "$T/court"
says "pas la bonne"
setsid -w "$PUPITRE" bundle open "$T/l.mallette" >"$T/out" 2>"$T/err" </dev/null
same "status without a terminal nor a phrase" $? 2
says "donnez-la par --passphrase-file FICHIER"
run 0 bundle open "$T/l.mallette" --passphrase-file "$T/phrase"
has "$laptop"
same "mode of the working base" "$(stat -c %a "$laptop")" 600
on_tour 3 bundle return -o "$T/l.retour"
says "rien à rendre"
# shellcheck disable=SC2086 # the numbers are words
set -- $numbers
on_tour 0 score "$1" --set I1=2
on_tour 0 score "$2" --set I1=2
on_tour 3 bundle return -o "$T/l.retour"
says "2 évaluations commencées restent ici ; F les finalise dans la notation"
mark "$laptop" "$1" 3
mark "$laptop" "$2" 3
on_tour 5 decide "$1" award --amount 1000
says "peut proposer"
on_tour 0 propose "$1" award --amount 1000
on_tour 5 import tests/data/cli/campaign.json
mv "$laptop.cle" "$T/cle"
on_tour 3 bundle return -o "$T/l.retour"
says "n'est plus là"
mv "$T/cle" "$laptop.cle"
on_tour 0 bundle return -o "$T/l.retour"
says "l.retour"
run 3 "$T/absente.mallette"
says "ce fichier n'est pas là"
on_tour 3 bundle return -o "$T/l.retour"
says "existe déjà"
run 0 bundle return "$T/l.mallette" --passphrase-file "$T/phrase" -o -
same "the same return on standard output" "$(wc -c <"$T/out")" "$(wc -c <"$T/l.retour")"

# Meanwhile the same person marked one of them at the host.
mark "$host" "$2" 1 lea
at_host 4 bundle merge "$T/l.retour" --dry-run
at_host 0 bundle questions
has "aucune question"
at_host 4 bundle merge "$T/l.retour" --format json
json refused 0
json received 0
says "attendent une réponse"
at_host 0 bundle merge "$T/l.retour" --format json
json applied 0
"$PUPITRE" --base "$host" bundle merge <"$T/l.retour" >"$T/out" 2>"$T/err"
same "status of a merge without a name" $? 0
has "retour de lea"
at_host 1 bundle merge "$T/absent.retour"
says "absent.retour : introuvable ; vérifiez le nom du fichier"
at_host 0 list question:oui --format csv --columns number
has "$2"
at_host 3 decide "$2" award --amount 1000
says "question"
at_host 0 bundle questions "$2"
same "order of the questions of a sheet" \
	"$(sed -n 's/^ *note \([A-Z][0-9]\) de lea$/\1/p' "$T/out" | tr '\n' ' ')" \
	"I1 I2 I3 I4 I5 E1 E2 E3 E4 P1 P2 P3 P4 P5 "
at_host 0 bundle questions --format json
id=$(tr ',' '\n' <"$T/out" | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | head -n 1)
# What is in question came in nowhere: it is not taken back.
at_host 0 register "$2"
asked=$(sed -n 's/^ *acte reçu : - → //p' "$T/out" | head -n 1)
at_host 4 --as lea undo "$asked"
says "cet acte reçu a été mis en question"
at_host 3 bundle answer "$id" take
says "motif"
at_host 2 bundle answer "$id" oui --reason "vu"
says "keep"
at_host 0 bundle answer "$id" take --reason "vu ensemble"
at_host 3 bundle answer "$id" keep --reason "vu ensemble"
says "déjà sa réponse"
at_host 0 bundle questions --format json
id=$(tr ',' '\n' <"$T/out" | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | head -n 1)
at_host 3 bundle answer "$id" set NE --reason "au milieu"
says "il reste 1 sous-critère à noter"
says "notez-le, ou SO s'il est sans objet"
at_host 0 bundle answer "$id" set 2 --reason "au milieu"
at_host 0 bundle questions --all
has "réponse : pris, par"
has "réponse : une autre valeur, par"
has "      réponse    2"
has "motif : vu ensemble"
at_host 0 register
has "lea"
has "vu ensemble"
at_host 0 check
at_host 0 list proposition:oui --format csv --columns number
has "$1"

# Damage, and what is not a return.
head -c 1000 "$T/l.retour" >"$T/coupe.retour"
at_host 3 bundle merge "$T/coupe.retour"
refused
(printf PUPITRE-RETOUR-1 && head -c 9437184 /dev/zero) >"$T/gros.retour"
at_host 3 bundle merge "$T/gros.retour"
says "copiez-le de nouveau"
says "un retour a au plus 8 Mio"
at_host 3 bundle merge "$T/l.mallette"
refused
on_tour 5 bundle merge "$T/l.retour"
refused
"$PUPITRE" --base "$T/autre.db" init >/dev/null 2>&1
run 3 --base "$T/autre.db" bundle merge "$T/l.retour"
says "autre base"

# Revoked for ever.
at_host 0 bundle list --format json
mallette=$(tr ',' '\n' <"$T/out" | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | head -n 1)
at_host 0 bundle revoke "$mallette"
has "mallette révoquée"
at_host 3 bundle merge "$T/l.retour"
says "révoquée"
says "faites-lui une nouvelle mallette"

# A device key: added, activated by its words, then a mallette without passphrase.
run 0 bundle key show
key=$(sed -n 's/^clé de ce poste *//p' "$T/out")
at_host 3 bundle key add xyz --owner lea
refused
at_host 0 bundle key add "$key" --owner lea
has "clé de lea enregistrée, à activer"
at_host 0 bundle key activate lea
has "clé active"
at_host 0 bundle key list
has "active"
at_host 0 bundle create --dept 45 --agent lea -o "$T/m.mallette"
at_host 0 agent add zoe --role delegate --departments 45 --name "Zoé Roux"
at_host 0 bundle create --dept 45 --agent zoe --passphrase-file "$T/phrase" -o "$T/z.mallette"
for who in lea zoe; do
	at_host 0 list "tournée:$who" --format csv --columns number
	same "dossiers on tour with $who" "$(sed 1d "$T/out" | wc -l)" 3
done
cp "$T/m.mallette" "$T/ailleurs.mallette"
XDG_DATA_HOME=$T/ailleurs run 3 bundle open "$T/ailleurs.mallette"
says "pour la clé d'un autre poste"
says "demandez-lui une nouvelle mallette"
run 0 bundle open "$T/m.mallette"
at_host 0 bundle key revoke lea
laptop=$T/m.mallette.base
mark "$laptop" "$1" 2
on_tour 0 bundle return -o "$T/m.retour"
at_host 3 bundle merge "$T/m.retour"
says "révoquée"

# A proposal that the envelope no longer holds: neither taken nor typed, and how to go on is said.
run 0 bundle open "$T/z.mallette" --passphrase-file "$T/phrase"
run 0 --base "$T/z.mallette.base" propose "$1" award --amount 900
run 0 --base "$T/z.mallette.base" bundle return -o "$T/z.retour"
at_host 0 envelope set 45 500
at_host 4 bundle merge "$T/z.retour"
at_host 0 bundle questions "$1"
has "pour une autre valeur : gardez, puis proposez de nouveau un montant plus petit"
at_host 0 bundle questions "$1" --format json
id=$(tr ',' '\n' <"$T/out" | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | head -n 1)
at_host 3 bundle answer "$id" take --reason "vu"
says "Ici : gardez, puis proposez de nouveau un montant plus petit"
at_host 3 bundle answer "$id" set 400 --reason "vu"
says "gardez, puis proposez de nouveau un montant plus petit"
at_host 0 bundle answer "$id" keep --reason "l'enveloppe a baissé"
at_host 0 envelope set 45 100000

# A sister host: what it did comes back by standard input.
at_host 0 backup "$T/copie.db"
has "et la clé de cet hôte : $T/copie.db.cle"
same "mode of the key that was saved" "$(stat -c %a "$T/copie.db.cle")" 600
cmp -s "$host.cle" "$T/copie.db.cle"
same "the key saved is that of the host" $? 0
(printf x >"$T/occupe.db.cle")
at_host 3 backup "$T/occupe.db"
says "occupe.db.cle : ce fichier existe déjà"
same "no backup without its key" "$(find "$T" -name occupe.db | wc -l)" 0

# A base restored without its key says so; another one is made on purpose only.
mv "$host.cle" "$T/cle"
at_host 3 bundle create --dept 45 --agent zoe --passphrase-file "$T/phrase" -o "$T/y.mallette"
says "la clé de cet hôte n'est plus là : remettez $host.cle"
mv "$T/cle" "$host.cle"
at_host 3 bundle key renew
says "n'a pas perdu sa clé"
cp "$T/copie.db" "$T/seule.db"
run 3 --base "$T/seule.db" bundle return -o "$T/seule.envoi"
says "bundle key renew"
run 1 --base "$T/seule.db" doctor
has "son fichier n'est plus là"
same "no key made in silence" "$(find "$T" -name seule.db.cle | wc -l)" 0
run 0 --base "$T/seule.db" bundle key renew
has "nouvelle clé de cet hôte : "
run 0 --base "$T/seule.db" bundle key list
has "révoquée"
run 0 --base "$T/seule.db" bundle create --dept 45 --agent zoe --passphrase-file "$T/phrase" -o "$T/y.mallette"
run 0 --base "$T/seule.db" check
run 0 --base "$T/soeur.db" init --copy-of "$T/copie.db" --name "Préfecture du Loiret"
run 0 --base "$T/soeur.db" bundle key show
sister=$(sed -n 's/^clé  *//p' "$T/out") station=$(sed -n 's/^poste  *//p' "$T/out")
mark "$T/soeur.db" "$3" 4
run 0 --base "$T/soeur.db" bundle return -o "$T/soeur.envoi"
at_host 3 bundle merge "$T/soeur.envoi"
says "n'est pas connu ici"
at_host 0 bundle key add "$sister" --owner "Prefecture de la region Centre-Val de Loire" --station "$station"
at_host 0 bundle key list
laptop_at=$(awk '/portable/ { print index($0, "portable"); exit }' "$T/out")
same "column of a host with a long name" \
	"$(awk '/Prefecture de la region/ { print match($0, / h[^ ]*te /) + 1 }' "$T/out")" "$laptop_at"
at_host 0 bundle key activate "$sister"
what="merge from standard input"
"$PUPITRE" --base "$host" bundle merge - --format json <"$T/soeur.envoi" >"$T/out" 2>"$T/err"
json refused 0
json questions 0
at_host 0 check

# What is asked without a dossier is named; what comes with its answer leaves no question.
run 0 --base "$T/soeur.db" envelope set 45 90000
run 0 --base "$T/soeur.db" bundle return -o "$T/argent.envoi"
at_host 4 bundle merge "$T/argent.envoi"
at_host 0 bundle questions
has "  enveloppe 45  envoi, acte de"
lacks "dossier 0"
at_host 0 bundle questions --format json
json about '"enveloppe45"'
mark "$host" "$3" 1 zoe
mark "$T/soeur.db" "$3" 3 zoe
at_host 0 bundle return -o "$T/hote.envoi"
run 4 --base "$T/soeur.db" bundle merge "$T/hote.envoi"
run 0 --base "$T/soeur.db" bundle questions "$3" --format json
for id in $(tr ',' '\n' <"$T/out" | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p'); do
	run 0 --base "$T/soeur.db" bundle answer "$id" keep --reason "vu"
done
run 0 --base "$T/soeur.db" bundle return -o "$T/repondu.envoi" --force
at_host 0 bundle merge "$T/repondu.envoi"
lacks "en question   0"
has "aucune question ne reste ouverte : ce fichier apporte aussi les réponses"
finish
