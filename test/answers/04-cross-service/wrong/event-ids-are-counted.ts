// events, rejected by 04.1-event
// Events are counted in the module: the next process begins again at 1.
  // #region 04.1-newEvent
  count += 1
  return { version: 1, id: `user-registered-${count}`, userId: user.id, registeredAt: new Date().toISOString() }
}

let count = 0
function unused(): void {
  void [unused, randomUUID]
  // #endregion
