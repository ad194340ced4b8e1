-- SPDX-License-Identifier: EUPL-1.2
-- Candidates of a jump: each stopped by its caller after some hundred rows.

-- name: jump_number
-- in: :low int, :high int
-- out: number int
SELECT number FROM listing INDEXED BY listing_by_number WHERE number BETWEEN :low AND :high
ORDER BY number;
-- name: jump_digits
-- in: :digits text
-- out: number int
-- scan: a covering index, stopped when enough were found
SELECT number FROM listing INDEXED BY listing_by_number
WHERE instr(CAST(number AS TEXT), :digits) > 0;
-- name: jump_siret
-- in: :low text, :high text
-- out: dossier int
SELECT dossier FROM applicant WHERE siret >= :low AND siret < :high ORDER BY siret, dossier;
-- name: jump_applicant
-- in: :low text, :high text
-- out: number int
SELECT number FROM listing INDEXED BY listing_by_applicant
WHERE applicant >= :low AND applicant < :high ORDER BY applicant, number;
-- name: jump_title
-- in: :low text, :high text
-- out: number int
SELECT number FROM listing INDEXED BY listing_by_title
WHERE title >= :low AND title < :high ORDER BY title, number;
-- name: jump_row
-- in: :number int
-- out: department text, applicant text, title text, applicant_text text, title_text text, siret text
SELECT department, applicant, title, applicant_text, title_text, siret FROM listing
WHERE number = :number;
