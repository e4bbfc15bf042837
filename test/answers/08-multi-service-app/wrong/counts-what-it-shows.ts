// status, rejected by 08.5-last
// It counts only the events that it shows.
// #region 08.5-read
const connected = (name: (typeof SERVICES)[number]) =>
  snapshot?.channels.get(presenceOf(namespace, name)) ?? 0
return {
  redis: snapshot ? 'up' : 'down',
  services: SERVICES.map((name) => ({ name, connected: connected(name), ...receipts.countsOf(name) })),
  channels: [...(snapshot?.channels ?? [])]
    .map(([name, subscribers]) => ({ name: name.slice(namespace.length), subscribers }))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
  patterns: snapshot?.patterns ?? 0,
  published: lastEvents().filter(({ confirmed }) => confirmed).length,
  events: lastEvents(),
}
// #endregion
