// events, rejected by 04.3-tracked
// The version is looked at for all who read fields: analytics drops events of a later form.
    // #region given-readFields
  const value: unknown = JSON.parse(payload)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('This is no JSON object.')
  }
  checkVersion((value as { version?: unknown }).version)
  return { ...value }
    // #endregion
