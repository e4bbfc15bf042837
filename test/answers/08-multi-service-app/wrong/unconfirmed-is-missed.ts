// status, rejected by 08.6-held
// Whether Redis has the event is not looked at: nobody can have missed what may not be there.
  // #region 08.5-serviceStatus
  function serviceStatus(name: ServiceName, snapshot: PubSubSnapshot | undefined): ServiceStatus {
    const lateSince = performance.now() - lateMs
    const isMissed = (entry: Entry) => !entry.receipts[name] && entry.sentAt < lateSince
    return {
      name,
      connected: snapshot?.channels.get(presenceOf(namespace, name)) ?? 0,
      handled: handled[name],
      failed: failed[name],
      missed: missed[name] + [...entries.values()].filter(isMissed).length,
    }
  }
  // #endregion
