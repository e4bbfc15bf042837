// events, rejected by 04.9-tracked
// It checks the version in readFields(), so analytics drops events of later versions.
    // #region given-readFields
  const value: unknown = JSON.parse(payload)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('The payload is not a JSON object.')
  }
  checkVersion((value as { version?: unknown }).version)
  return { ...value }
    // #endregion
