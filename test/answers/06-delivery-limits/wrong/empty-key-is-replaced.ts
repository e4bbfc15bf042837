// node-redis, rejected by 06.2-add
// An empty key is taken for a missing one.
  // #region 06.2-add
    return client.xAdd(stream, '*', { ...fields, key: fields.key || randomUUID() }, options)
  // #endregion
