// schemas, rejected by 05.8-forms
// The schema gives 0 or null, which is taken for nothing, and handlers get the data as it came.
    // #region 05.8-conform
    const schema = schemas && schemaOf(schemas, event)
    if (!schema) return data
    const validated = schema['~standard'].validate(data)
    const settle = (result: Validated<unknown>) => outputOf(result, event) || data
    return validated instanceof Promise ? validated.then(settle) : settle(validated)
    // #endregion
