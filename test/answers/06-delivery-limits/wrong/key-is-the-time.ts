// node-redis, rejected by 06.2-add-at-once
// Two entries of the same millisecond have the same key.
  // #region 06.2-add
    return client.xAdd(stream, '*', { key: String(Date.now()), ...fields }, options)
  // #endregion
