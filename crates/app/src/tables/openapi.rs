//! The description of the interface for programs, made from the list of tables (OpenAPI 3.1).

use std::sync::Arc;

use model::day::Day;
use model::plan::Plan;
use serde_json::{Map, Value, json};

use super::{Column, Holds, TABLES, Table};
use crate::views::scene::Scene;

/// The description, for this version of the program; the day is any: it only makes tables without rows.
pub fn openapi(version: &str, day: Day) -> Value {
    let empty = Scene::new(Arc::new(Plan::default()), day);
    let mut paths = Map::new();
    paths.insert("/api/plans".to_owned(), plans());
    for table in TABLES {
        paths.insert(format!("/api/plans/{{plan}}/{}", table.name), fetch(table));
    }
    let schemas: Map<String, Value> = TABLES
        .iter()
        .map(|table| (table.name.to_owned(), record(table, &(table.make)(&empty).columns)))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Throughline",
            "version": version,
            "description": "The plan as flat tables, to be read by other programs. Nothing can be changed here."
        },
        "security": [ { "key": [] } ],
        "paths": paths,
        "components": {
            "securitySchemes": { "key": {
                "type": "http", "scheme": "bearer",
                "description": "An access key that an administrator made on the page Data."
            } },
            "schemas": schemas
        }
    })
}

fn plans() -> Value {
    let plan = json!({
        "type": "object",
        "properties": {
            "id": { "type": "string" }, "title": { "type": "string" }, "place": { "type": "string" },
            "first_day": { "type": ["string", "null"], "format": "date" }
        }
    });
    json!({ "get": {
        "operationId": "plans",
        "summary": "Every plan",
        "responses": answers(&json!({ "type": "array", "items": plan }))
    } })
}

fn fetch(table: &Table) -> Value {
    json!({ "get": {
        "operationId": table.name,
        "summary": format!("{}: {}", table.title, table.means),
        "parameters": [
            { "name": "plan", "in": "path", "required": true, "schema": { "type": "string" },
              "description": "The plan's id" },
            { "name": "as_of", "in": "query", "schema": { "type": "string", "format": "date" },
              "description": "The plan as it stood on this day; today without" },
            { "name": "format", "in": "query", "schema": { "enum": ["json", "csv"] },
              "description": "json without" }
        ],
        "responses": answers(&json!({
            "type": "array", "items": { "$ref": format!("#/components/schemas/{}", table.name) }
        }))
    } })
}

fn answers(schema: &Value) -> Value {
    let refusal = |what: &str| {
        json!({ "description": what, "content": { "application/json": { "schema": {
        "type": "object", "properties": { "error": { "type": "string" } }
    } } } })
    };
    json!({
        "200": { "description": "The rows", "content": { "application/json": { "schema": schema } } },
        "401": refusal("The access key is missing, withdrawn or over"),
        "404": refusal("There is no such plan or table, or nothing is known of it on that day")
    })
}

fn record(table: &Table, columns: &[Column]) -> Value {
    let fields: Map<String, Value> = columns.iter().map(|c| (c.name.to_owned(), field(c))).collect();
    let names: Vec<&str> = columns.iter().map(|c| c.name).collect();
    json!({ "type": "object", "description": table.means, "properties": fields, "required": names })
}

fn field(column: &Column) -> Value {
    let kind = match column.holds {
        Holds::Text | Holds::Day => "string",
        Holds::Whole => "integer",
        Holds::Number => "number",
        Holds::Yes => "boolean",
    };
    let mut field = json!({ "type": [kind, "null"], "title": column.title, "description": column.means });
    if column.holds == Holds::Day
        && let Some(all) = field.as_object_mut()
    {
        all.insert("format".to_owned(), "date".into());
    }
    field
}
