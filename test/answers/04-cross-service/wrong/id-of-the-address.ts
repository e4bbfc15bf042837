// services, rejected by 04.1-event
// The id is made from the address, so two registrations are one event.
    // #region 04.1-newEvent
  return { version: 1, id: `registered-${user.email}`, userId: user.id, registeredAt: new Date().toISOString() }
    // #endregion
