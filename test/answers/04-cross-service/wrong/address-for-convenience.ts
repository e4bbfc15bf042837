// services, rejected by 04.1-private
// The event contains the email address, so that no service has to look it up.
    // #region 04.1-newEvent
  const event = { version: 1, id: randomUUID(), userId: user.id, email: user.email, registeredAt: new Date().toISOString() }
  return event
    // #endregion
