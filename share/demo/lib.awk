# SPDX-License-Identifier: EUPL-1.2
# What generate.awk and plan.awk share: chance that is the same on every machine, and dates.
# Days count from 1 March 2021, the day the campaign opens (day 0). Works with mawk, bytes only.

function seed(n) { chance = (n * 48271) % 2147483647; draw(); draw() }
function draw() { chance = (chance * 16807) % 2147483647; return chance / 2147483647 }
function pick(n) { return int(draw() * n) }            # 0 .. n-1
function between(a, b) { return a + pick(b - a + 1) }
function gauss(  s, i) { for (i = 0; i < 12; i++) s += draw(); return s - 6 }
function clamp(x, a, b) { return x < a ? a : x > b ? b : x }

function month_length(y, m) {
	if (m == 2)
		return y % 4 == 0 ? 29 : 28
	return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31
}
function set_day(n) { # fills year, month, day of the month
	year = 2021; month = 3; mday = n + 1
	while (mday < 1) {
		if (--month < 1) { month = 12; year-- }
		mday += month_length(year, month)
	}
	while (mday > month_length(year, month)) {
		mday -= month_length(year, month)
		if (++month > 12) { month = 1; year++ }
	}
}
function iso(n) { set_day(n); return sprintf("%04d-%02d-%02d", year, month, mday) }
# Minutes since the opening -> instant with the offset of Paris (summer time from 28 March 2021).
function paris(minutes,  n) {
	n = int(minutes / 1440)
	return iso(n) sprintf("T%02d:%02d:00%s", int(minutes / 60) % 24, minutes % 60,
		n >= 27 && n < 244 ? "+02:00" : "+01:00")
}
