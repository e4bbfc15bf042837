// status, rejected by 08.5-missed
// What went wrong has reached nobody, so it was missed.
  // #region 08.5-serviceStatus
  function serviceStatus(name: ServiceName, snapshot: PubSubSnapshot | undefined): ServiceStatus {
    const lateSince = performance.now() - lateMs
    const isMissed = (entry: Entry) => entry.confirmed && entry.receipts[name] !== 'handled' && entry.sentAt < lateSince
    return {
      name,
      connected: snapshot?.channels.get(presenceOf(namespace, name)) ?? 0,
      handled: handled[name],
      failed: failed[name],
      missed: missed[name] + [...entries.values()].filter(isMissed).length,
    }
  }
  // #endregion
