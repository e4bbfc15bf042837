// api, rejected by 08.8-bad-key
// Whatever is sent becomes an id.
  // #region 08.8-idOf
  const key = request.get('Idempotency-Key')
  return key === undefined ? randomUUID() : `${event}:${key}`
  // #endregion
