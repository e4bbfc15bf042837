// schemas, rejected by 05.8-in
// The schema's output is ignored.
    // #region 05.8-conform
    const schema = schemas && schemaOf(schemas, event)
    if (!schema) return data
    const result = schema['~standard'].validate(data)
    const check = (validated: Validated<unknown>) => {
      outputOf(validated, event)
      return data
    }
    return result instanceof Promise ? result.then(check) : check(result)
    // #endregion
