// api, rejected by 08.9-bad-key
// It accepts any key.
// #region 08.9-idOf
const key = request.get('Idempotency-Key')
void response
return key === undefined ? randomUUID() : `${event}:${key}`
// #endregion
