// schemas, rejected by 05.8-in
// An async schema returns a promise, and a promise has no issues, so any data is valid.
    // #region 05.8-conform
    const schema = schemas && schemaOf(schemas, event)
    if (!schema) return data
    const result = schema['~standard'].validate(data) as Validated<unknown>
    if (result.issues) return outputOf(result, event)
    return result.value ?? data
    // #endregion
