// services, rejected by 04.1-event
// The date is a number of milliseconds, written as a string.
    // #region 04.1-newEvent
  return { version: 1, id: randomUUID(), userId: user.id, registeredAt: String(Date.now()) }
    // #endregion
