// node-redis, rejected by 06.2-add
// A key that the caller passes is replaced.
  // #region 06.2-add
    return client.xAdd(stream, '*', { ...fields, key: randomUUID() }, options)
  // #endregion
