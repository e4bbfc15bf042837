// status, rejected by 08.5-channels
// It shows the channels in the order in which Redis lists them, which is arbitrary.
// #region 08.5-read
const connected = (name: (typeof SERVICES)[number]) =>
  snapshot?.channels.get(presenceOf(namespace, name)) ?? 0
return {
  redis: snapshot ? 'up' : 'down',
  services: SERVICES.map((name) => ({ name, connected: connected(name), ...receipts.countsOf(name) })),
  channels: [...(snapshot?.channels ?? [])]
    .map(([name, subscribers]) => ({ name: name.slice(namespace.length), subscribers }))
    .sort((a, b) => b.name.length - a.name.length),
  patterns: snapshot?.patterns ?? 0,
  published,
  events: lastEvents(),
}
// #endregion
