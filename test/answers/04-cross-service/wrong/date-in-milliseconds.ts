// events, rejected by 04.1-event
// The date is a number, written as a text.
    // #region 04.1-newEvent
  return { version: 1, id: randomUUID(), userId: user.id, registeredAt: String(Date.now()) }
    // #endregion
