// events, rejected by 04.1-private
// The address travels along, so that nobody has to ask for it.
    // #region 04.1-newEvent
  const event = { version: 1, id: randomUUID(), userId: user.id, email: user.email, registeredAt: new Date().toISOString() }
  return event
    // #endregion
