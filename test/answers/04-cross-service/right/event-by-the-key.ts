// events
// Another form of the key, another order of the fields, and more in the event than is needed.
  // #region given-claimKey
  return `${namespace}${JSON.stringify(['done', service, eventId])}`
  // #endregion
  // #region 04.1-newEvent
  const registeredAt = new Date().toISOString()
  const event = { source: 'users', registeredAt, userId: user.id, version: 1, id: `${Date.now()}-${randomUUID()}` }
  return event
  // #endregion
