// services, rejected by 04.3-slow
// It queues events, so one email that hangs stops the service.
  // #region given-handler
  let last: Promise<void> = Promise.resolve()
  const handler = (payload: string) =>
    work.run(() => {
      const event = readOrReport(payload, readEvent, { report, channel })
      const turn = last.then(() => (event ? onRegistered(event) : undefined))
      last = turn.catch(() => {})
      return turn
    })
  // #endregion
