// node-redis, rejected by 06.2-add
// It treats an empty key as a missing one.
  // #region 06.2-add
    return client.xAdd(stream, '*', { ...fields, key: fields.key || randomUUID() }, options)
  // #endregion
