// events, rejected by 04.3-malformed
// It accepts IDs of any type.
    // #region given-readEvent
  const { id, userId, registeredAt, version } = readFields(payload)
  if (!id || !userId) throw new TypeError('An event needs an id and a userId.')
  checkVersion(version)
  return { id: String(id), userId: String(userId), registeredAt: isText(registeredAt) ? registeredAt : '' }
    // #endregion
