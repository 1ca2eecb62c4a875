package api

import (
	"bytes"
	"context"

	"discern/quiz"
	"discern/web/sheet"
)

// GetScores is GET /assignments/{id}/scores.
func (s server) GetScores(ctx context.Context, r GetScoresRequestObject) (GetScoresResponseObject, error) {
	table, err := s.store.Scores(ctx, actor(ctx), r.ID)
	return GetScores200JSONResponse(scoresOf(table)), err
}

// GetScoresTable is GET /assignments/{id}/scores.csv.
func (s server) GetScoresTable(ctx context.Context, r GetScoresTableRequestObject) (GetScoresTableResponseObject, error) {
	table, err := s.store.Scores(ctx, actor(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	csv, name := sheet.NewCSV(scoreColumns), fileName(table.Class, table.Assignment, "scores.csv")
	writeScores(csv, table)
	return GetScoresTable200TextCsvResponse{Body: csv, ContentLength: int64(csv.Len()),
		Headers: GetScoresTable200ResponseHeaders{ContentDisposition: &name}}, nil
}

// GetAnswersTable is GET /assignments/{id}/answers.csv.
func (s server) GetAnswersTable(ctx context.Context, r GetAnswersTableRequestObject) (GetAnswersTableResponseObject, error) {
	table, err := s.store.AnswerTable(ctx, actor(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	csv, name := sheet.NewCSV(answerColumns), fileName(table.Class, table.Assignment, "answers.csv")
	writeAnswers(csv, table)
	return GetAnswersTable200TextCsvResponse{Body: csv, ContentLength: int64(csv.Len()),
		Headers: GetAnswersTable200ResponseHeaders{ContentDisposition: &name}}, nil
}

// GetScoresWorkbook is GET /assignments/{id}/scores.xlsx.
func (s server) GetScoresWorkbook(ctx context.Context, r GetScoresWorkbookRequestObject) (GetScoresWorkbookResponseObject, error) {
	table, err := s.store.Scores(ctx, actor(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	name := fileName(table.Class, table.Assignment, "scores.xlsx")
	book, err := workbook("Scores", scoreColumns, func(out sheet.Table) { writeScores(out, table) })
	return GetScoresWorkbook200ApplicationVndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: book, ContentLength: int64(book.Len()),
		Headers: GetScoresWorkbook200ResponseHeaders{ContentDisposition: &name}}, err
}

// GetAnswersWorkbook is GET /assignments/{id}/answers.xlsx.
func (s server) GetAnswersWorkbook(ctx context.Context, r GetAnswersWorkbookRequestObject) (GetAnswersWorkbookResponseObject, error) {
	table, err := s.store.AnswerTable(ctx, actor(ctx), r.ID)
	if err != nil {
		return nil, err
	}
	name := fileName(table.Class, table.Assignment, "answers.xlsx")
	book, err := workbook("Answers", answerColumns, func(out sheet.Table) { writeAnswers(out, table) })
	return GetAnswersWorkbook200ApplicationVndOpenxmlformatsOfficedocumentSpreadsheetmlSheetResponse{Body: book, ContentLength: int64(book.Len()),
		Headers: GetAnswersWorkbook200ResponseHeaders{ContentDisposition: &name}}, err
}

func fileName(class quiz.Class, a quiz.Assignment, plain string) string {
	return attachment(class.Title+" - "+a.Title, plain)
}

// workbook is a workbook with a table.
func workbook(name string, columns []sheet.Column, write func(sheet.Table)) (*bytes.Buffer, error) {
	var out bytes.Buffer
	book := sheet.NewWorkbook(&out, name, columns)
	write(book)
	return &out, book.Close()
}
