// status, rejected by 08.5-missed
// What went wrong has reached nobody, so it was missed.
  // #region 08.5-takeReceipt
  function takeReceipt(payload: string, channel: string): void {
    let receipt: Receipt
    try {
      receipt = readReceipt(payload)
    } catch (error) {
      report({ kind: 'payload', error, channel, payload })
      return
    }
    const { service, id, ok } = receipt
    const entry = open.get(id)
    // Of another API, or there is one already.
    if (!entry || entry.receipts[service]) return
    entry.receipts[service] = ok ? 'handled' : 'failed'
    if (ok) handled[service]++
    else failed[service]++
    closeIfComplete(entry)
  }

  function closeIfComplete(entry: Entry): void {
    if (entry.confirmed && SERVICES.every((name) => entry.receipts[name] === 'handled')) open.delete(entry.id)
  }

  /** There are too many: for this one nobody waits any more. */
  function forget({ id, confirmed, receipts }: Entry): void {
    open.delete(id)
    if (!confirmed) return
    for (const name of SERVICES) if (!receipts[name]) missed[name]++
  }

  /** What Redis says, unless it takes too long. */
  async function asked(): Promise<PubSubSnapshot | undefined> {
    let snapshot: PubSubSnapshot | undefined
    const asking = async () => {
      snapshot = await inspect()
    }
    await within(answerWithinMs, asking())
    return snapshot
  }

  function serviceStatus(name: ServiceName, snapshot: PubSubSnapshot | undefined): ServiceStatus {
    const lateSince = performance.now() - lateMs
    const isMissed = (entry: Entry) => entry.confirmed && entry.receipts[name] !== 'handled' && entry.sentAt < lateSince
    return {
      name,
      connected: snapshot?.channels.get(presenceOf(namespace, name)) ?? 0,
      handled: handled[name],
      failed: failed[name],
      missed: missed[name] + [...open.values()].filter(isMissed).length,
    }
  }

  function channelsOf(snapshot: PubSubSnapshot | undefined): ChannelStatus[] {
    return [...(snapshot?.channels ?? [])]
      .map(([name, subscribers]) => ({ name: name.slice(namespace.length), subscribers }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }
  // #endregion
