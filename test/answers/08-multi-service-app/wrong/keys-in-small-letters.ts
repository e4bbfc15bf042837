// api, rejected by 08.9-again
// It treats two keys that differ only in case as the same key.
// #region 08.9-idOf
const key = request.get('Idempotency-Key')?.toLowerCase()
if (key === undefined) return randomUUID()
if (/^[\w-]{8,100}$/.test(key)) return `${event}:${key}`
refuse(response, 400, 'The key is invalid.', ['Idempotency-Key'])
return undefined
// #endregion
