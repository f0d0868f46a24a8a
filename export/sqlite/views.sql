-- Views that answer the usual questions. Amounts are exact texts in the printed
-- unit; amount_fen is the same amount in 分, a whole number, for exact sums.

-- Every amount with its document.
CREATE VIEW amounts AS
SELECT d.entity, d.region, d.year, d.kind AS document_kind, d.file, f.*
FROM facts f JOIN documents d USING (document);

-- What a document takes in and spends in all: the totals of its summary.
CREATE VIEW totals AS
SELECT d.document, d.entity, d.region, d.year, d.kind AS document_kind, f.kind AS table_kind, f.side, f.name, f.amount, f.unit, f.amount_fen, f.page, f.fact
FROM facts f JOIN documents d USING (document)
WHERE f.kind IN ('summary', 'fiscal_summary') AND f.level = 'total' AND f.measure = 'total';

-- Expenditure by subject of the functional classification, with its parts.
CREATE VIEW expenditure_by_subject AS
SELECT d.document, d.entity, d.region, d.year, d.kind AS document_kind, f.code, f.name, f.level, f.measure, f.amount, f.unit, f.amount_fen, f.page, f.fact
FROM facts f JOIN documents d USING (document)
WHERE f.kind = 'expenditure' AND f.code_system = 'functional';

-- Receptions, vehicles and travel abroad (三公经费).
CREATE VIEW three_public AS
SELECT d.document, d.entity, d.region, d.year, d.kind AS document_kind, f.name, f.header, f.measure, f.amount, f.unit, f.amount_fen, f.page, f.fact
FROM facts f JOIN documents d USING (document)
WHERE f.kind = 'three_public';

-- Expenditure on projects, from the tables that name them.
CREATE VIEW project_expenditure AS
SELECT d.document, d.entity, d.region, d.year, d.kind AS document_kind, f.project, f.code, f.name, f.measure, f.amount, f.unit, f.amount_fen, f.page, f.fact
FROM facts f JOIN documents d USING (document)
WHERE f.project IS NOT NULL;

-- What does not add up or could not be carried over, the worst first.
CREATE VIEW problems AS
SELECT d.document, d.entity, d.year, d.file, n.severity, n.rule, n.message_zh, n.message, n.text, n."table", n.page, n.lhs, n.rhs, n.difference, n.facts
FROM findings n JOIN documents d USING (document)
WHERE n.severity IN ('error', 'warning')
ORDER BY n.severity, d.document, n."row_number";

-- Sentences beside the table amount that they repeat.
CREATE VIEW sentences AS
SELECT d.document, d.entity, d.year, n.subject, n.amount, n.unit, n.direction, n.delta, n.reason, f.amount AS table_amount, f.unit AS table_unit, f."table", n.page, n.raw
FROM narrative_facts n JOIN documents d USING (document)
LEFT JOIN facts f ON f.document = n.document AND f.fact = n.matches_fact;
