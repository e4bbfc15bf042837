// status, rejected by 08.5-odd-receipts
// JSON null has no fields, and no service is called __proto__.
    // #region 08.5-takeReceipt
  function takeReceipt(payload: string): void {
    const receipt = JSON.parse(payload) as Receipt
    const { service, id, ok } = receipt
    const entry = open.get(id)
    if (!entry || entry.receipts[service]) return
    entry.receipts[service] = ok ? 'handled' : 'failed'
    if (ok) handled[service]++
    else failed[service]++
    closeIfComplete(entry)
  }

  function closeIfComplete(entry: Entry): void {
    if (entry.confirmed && SERVICES.every((name) => entry.receipts[name])) open.delete(entry.id)
  }

  function forget({ id }: Entry): void {
    open.delete(id)
  }

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
    const isMissed = (entry: Entry) => entry.confirmed && !entry.receipts[name] && entry.sentAt < lateSince
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
