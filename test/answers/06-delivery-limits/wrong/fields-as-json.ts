// node-redis, rejected by 06.2-add
// All fields become one JSON field.
  // #region 06.2-add
    return client.xAdd(stream, '*', { json: JSON.stringify(fields), key: fields.key ?? randomUUID() }, options)
  // #endregion
