// api, rejected by 08.1-accepted
// It always responds with a count of 2, because there are two services.
// #region 08.1-accept
if ('fields' in reading) {
  refuse(response, 400, 'Some fields are missing or invalid.', reading.fields)
  return
}
await shop.publish(event, reading.data, id)
response.status(201).json({ id, subscriptions: 2 } satisfies Accepted)
// #endregion
