// api, rejected by 08.1-at-once
// The id is kept outside of the request: of two at once, the second one overwrites it.
  // #region 08.1-taking
      latest = id
      const reading = readBody(event, request.body, id)
      if ('fields' in reading) {
        refuse(response, 400, 'Some fields are missing or wrong.', reading.fields)
        return
      }
      const subscriptions = await shop.publish(event, reading.data, id)
      response.status(201).json({ id: latest, subscriptions } satisfies Accepted)
  // #endregion
// #region 08.2-onlyJson
let latest = ''

const onlyJson: RequestHandler = (request, response, next) => {
  if (request.is('application/json') === false) refuse(response, 415, 'The body has to be application/json.')
  else next()
}

function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 500 ? status : undefined
}
// #endregion
