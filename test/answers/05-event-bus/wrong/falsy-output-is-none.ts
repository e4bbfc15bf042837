// schemas, rejected by 05.8-forms
// An output of 0 or null counts as missing, and handlers receive the data instead.
    // #region 05.8-conform
    const schema = schemas && schemaOf(schemas, event)
    if (!schema) return data
    const validated = schema['~standard'].validate(data)
    const settle = (result: Validated<unknown>) => outputOf(result, event) || data
    return validated instanceof Promise ? validated.then(settle) : settle(validated)
    // #endregion
