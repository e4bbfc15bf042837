// events, rejected by 04.3-malformed
// It rejects an event with an additional field.
    // #region given-readEvent
  const { id, userId, registeredAt, version, ...more } = readFields(payload)
  if (!isText(id) || !isText(userId) || Object.keys(more).length > 0) throw new TypeError('The payload is not an event.')
  checkVersion(version)
  return { id, userId, registeredAt: isText(registeredAt) ? registeredAt : '' }
    // #endregion
