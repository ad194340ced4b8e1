/* SPDX-License-Identifier: EUPL-1.2 */
/* clang-format off */
/* floor -- the least a ncurses + SQLite list of dossiers can cost: the lower limit to compare with.
 *
 *   floor DB [count]     'count' also runs SELECT count(*) before the first page
 *
 * One page ordered by (date_depot DESC, id DESC), keyset pagination, hardware scrolling.
 * Keys: Down Up PageDown PageUp Home End, Enter = sheet, Esc/q back/quit,
 *       /TEXT<Enter> = FTS5 search, best 1 page by rank;  ?TEXT<Enter> = same, newest first.
 */
#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include <locale.h>
#include <ncurses.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLS6 "id, numero, date_depot, demandeur, titre, montant_demande, etat"
#define MAXROWS 256

struct row { sqlite3_int64 id; char date[12], text[640]; };

static sqlite3 *db;
static struct row page[MAXROWS];
static int n, cur, height, searching;
static sqlite3_stmt *q_first, *q_next, *q_prev, *q_last, *q_fts_rank, *q_fts_date, *q_sheet;

static sqlite3_stmt *prep(const char *sql)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL)) {
        endwin(); fprintf(stderr, "%s\n", sqlite3_errmsg(db)); exit(1);
    }
    return s;
}

static void take(sqlite3_stmt *s, struct row *r)
{
    r->id = sqlite3_column_int64(s, 0);
    snprintf(r->date, sizeof r->date, "%s", sqlite3_column_text(s, 2));
    snprintf(r->text, sizeof r->text, "%s %s", sqlite3_column_text(s, 1), r->date);
    /* columns are placed at draw time: keep them separated by \1 */
    size_t l = strlen(r->text);
    snprintf(r->text + l, sizeof r->text - l, "\1%s\1%s\1%9lld €\1%s", sqlite3_column_text(s, 3),
             sqlite3_column_text(s, 4), sqlite3_column_int64(s, 5), sqlite3_column_text(s, 6));
}

/* Bind the key of row r and run; returns number of rows put into out (reversed if rev). */
static int fetch(sqlite3_stmt *s, const struct row *r, int limit, struct row *out, int rev)
{
    int k = 0, p = 1;
    if (r) { sqlite3_bind_text(s, p++, r->date, -1, SQLITE_TRANSIENT); sqlite3_bind_int64(s, p++, r->id); }
    sqlite3_bind_int(s, p, limit);
    while (k < limit && sqlite3_step(s) == SQLITE_ROW) take(s, &out[k++]);
    sqlite3_reset(s);
    if (rev) for (int i = 0; i < k / 2; i++) { struct row t = out[i]; out[i] = out[k - 1 - i]; out[k - 1 - i] = t; }
    return k;
}

static void draw_row(int i)
{
    static const int width[] = { 20, 34, 44, 12, 99 };
    int y = i + 1, x = 0, f = 0;
    char buf[640], *p = buf, *e;
    snprintf(buf, sizeof buf, "%s", page[i].text);
    attrset(i == cur ? A_REVERSE : A_NORMAL);
    mvhline(y, 0, ' ', COLS);
    for (; p && f < 5 && x < COLS; p = e ? e + 1 : NULL, f++) {
        if ((e = strchr(p, 1))) *e = 0;
        int w = width[f] < COLS - x ? width[f] : COLS - x;
        wchar_t wc[300]; size_t k = mbstowcs(wc, p, 299);
        if (k == (size_t)-1) k = 0;
        if ((int)k > w - 1) k = (size_t)(w - 1);
        mvaddnwstr(y, x, wc, (int)k);
        x += width[f];
    }
    attrset(A_NORMAL);
}

static void draw_all(void)
{
    erase();
    attrset(A_BOLD); mvaddstr(0, 0, "numéro   dépôt       demandeur                         titre"); attrset(A_NORMAL);
    for (int i = 0; i < n; i++) draw_row(i);
    mvprintw(LINES - 1, 0, "floor  %s", searching ? "recherche" : "tous");
}

static void status(const char *t) { mvaddstr(LINES - 1, 0, t); clrtoeol(); }

static void move_down(void)
{
    if (cur + 1 < n) { cur++; draw_row(cur - 1); draw_row(cur); return; }
    struct row r;
    if (searching || !fetch(q_next, &page[n - 1], 1, &r, 0)) return;
    memmove(page, page + 1, sizeof *page * (size_t)(n - 1)); page[n - 1] = r;
    setscrreg(1, height); scrollok(stdscr, TRUE); scrl(1); scrollok(stdscr, FALSE);
    draw_row(n - 2); draw_row(n - 1);
}

static void move_up(void)
{
    if (cur > 0) { cur--; draw_row(cur + 1); draw_row(cur); return; }
    struct row r;
    if (searching || !fetch(q_prev, &page[0], 1, &r, 1)) return;
    memmove(page + 1, page, sizeof *page * (size_t)(n - 1)); page[0] = r;
    setscrreg(1, height); scrollok(stdscr, TRUE); scrl(-1); scrollok(stdscr, FALSE);
    draw_row(1); draw_row(0);
}

static void sheet(void)
{
    sqlite3_bind_int64(q_sheet, 1, page[cur].id);
    erase();
    if (sqlite3_step(q_sheet) == SQLITE_ROW)
        for (int c = 0, y = 0; c < sqlite3_column_count(q_sheet) && y < LINES - 1; c++, y = getcury(stdscr) + 1)
            mvprintw(y, 0, "%-16s %s", sqlite3_column_name(q_sheet, c), (const char *)sqlite3_column_text(q_sheet, c));
    sqlite3_reset(q_sheet);
    status("fiche  Esc retour");
}

static void search(int by_rank)
{
    char buf[256] = ""; size_t l = 0; int c;
    for (status("recherche : "); refresh(), (c = getch()) != '\n' && c != '\r' && c != KEY_ENTER; ) {
        if (c == 27) return;
        if (c < 256 && l < sizeof buf - 1) { buf[l++] = (char)c; buf[l] = 0; }
        mvprintw(LINES - 1, 12, "%s", buf);
    }
    sqlite3_stmt *s = by_rank ? q_fts_rank : q_fts_date;
    char expr[600]; snprintf(expr, sizeof expr, "\"%s\"", buf);
    sqlite3_bind_text(s, 1, expr, -1, SQLITE_TRANSIENT); sqlite3_bind_int(s, 2, height);
    for (n = 0; n < height && sqlite3_step(s) == SQLITE_ROW; n++) take(s, &page[n]);
    sqlite3_reset(s);
    cur = 0; searching = 1; draw_all();
    mvprintw(LINES - 1, 0, "résultats de « %s »", buf); clrtoeol();
}

int main(int argc, char **argv)
{
    if (argc < 2) return fputs("usage: floor DB [count]\n", stderr), 2;
    setlocale(LC_ALL, "C.UTF-8");
    if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL)) return 1;
    sqlite3_exec(db, "PRAGMA mmap_size=0; PRAGMA cache_size=-8000", 0, 0, 0);
    q_first = prep("SELECT " COLS6 " FROM dossier ORDER BY date_depot DESC, id DESC LIMIT ?");
    q_next = prep("SELECT " COLS6 " FROM dossier WHERE (date_depot, id) < (?, ?) ORDER BY date_depot DESC, id DESC LIMIT ?");
    q_prev = prep("SELECT " COLS6 " FROM dossier WHERE (date_depot, id) > (?, ?) ORDER BY date_depot, id LIMIT ?");
    q_last = prep("SELECT " COLS6 " FROM dossier ORDER BY date_depot, id LIMIT ?");
    q_sheet = prep("SELECT * FROM dossier WHERE id = ?");
    initscr(); raw(); noecho(); nonl(); keypad(stdscr, TRUE); idlok(stdscr, TRUE); curs_set(0); set_escdelay(20);
    height = LINES - 2 > MAXROWS ? MAXROWS : LINES - 2;
    n = fetch(q_first, NULL, height, page, 0);
    draw_all();
    if (argc > 2) {
        sqlite3_stmt *s = prep("SELECT count(*) FROM dossier");
        if (sqlite3_step(s) == SQLITE_ROW) mvprintw(LINES - 1, 20, "%lld dossiers", sqlite3_column_int64(s, 0));
        sqlite3_finalize(s);
    }
    refresh();
    for (int c, in_sheet = 0; (c = getch()) != 'q'; refresh()) {
        struct row old; int k;
        if (in_sheet) { if (c == 27) { in_sheet = 0; draw_all(); } continue; }
        switch (c) {
        case KEY_DOWN: move_down(); break;
        case KEY_UP: move_up(); break;
        case KEY_NPAGE:
            if (searching || n == 0) break;
            old = page[n - 1];
            { static struct row tmp[MAXROWS];
              if ((k = fetch(q_next, &old, height, tmp, 0)) > 0) { memcpy(page, tmp, sizeof *tmp * (size_t)k); n = k; cur = 0; draw_all(); } }
            break;
        case KEY_PPAGE:
            if (searching || n == 0) break;
            old = page[0];
            { static struct row tmp[MAXROWS];
              if ((k = fetch(q_prev, &old, height, tmp, 1)) > 0) { memcpy(page, tmp, sizeof *tmp * (size_t)k); n = k; cur = 0; draw_all(); } }
            break;
        case KEY_HOME: n = fetch(q_first, NULL, height, page, 0); cur = 0; draw_all(); break;
        case KEY_END: n = fetch(q_last, NULL, height, page, 1); cur = n - 1; draw_all(); break;
        case '\r': case '\n': case KEY_ENTER: if (n) { sheet(); in_sheet = 1; } break;
        case '/': case '?':
            if (!q_fts_rank) {
                q_fts_rank = prep("SELECT d.id, numero, date_depot, d.demandeur, d.titre, montant_demande, etat FROM dossier_fts f "
                                  "JOIN dossier d ON d.id = f.rowid WHERE dossier_fts MATCH ? ORDER BY rank LIMIT ?");
                q_fts_date = prep("SELECT d.id, numero, date_depot, d.demandeur, d.titre, montant_demande, etat FROM dossier_fts f "
                                  "JOIN dossier d ON d.id = f.rowid WHERE dossier_fts MATCH ? ORDER BY date_depot DESC, d.id DESC LIMIT ?");
            }
            search(c == '/'); break;
        case 27: searching = 0; n = fetch(q_first, NULL, height, page, 0); cur = 0; draw_all(); break;
        }
    }
    endwin();
    sqlite3_close_v2(db);
    return 0;
}
