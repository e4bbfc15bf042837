import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../../contract.ts'
import { borrowCluster, connected, openNode } from '../test-bed.ts'

/** The checks of task 09.1. */
export const countingChecks: readonly Check<Contract>[] = [
  {
    id: '09.1-all-nodes',
    task: '09.1',
    title: 'countSubscribers() counts the subscriptions on all masters and replicas',
    async run(context, subject) {
      const cluster = await borrowCluster(context)
      const { pubsub } = await connected(context, subject, cluster)
      const news = `${cluster.namespace}news${context.nameSuffix}`
      context.equal('the count without subscribers', await pubsub.countSubscribers(news), 0)
      const nodes = await cluster.nodes()
      const expected = new Map<string, number>()
      for (const [at, node] of nodes.entries()) {
        // One more on each node, so that every wrong selection of nodes has another sum.
        const connections = at + 1
        for (let n = 0; n < connections; n++) await (await openNode(context, node)).subscribe(news)
        expected.set(node.id, connections)
      }
      context.log(
        `the check has subscribed to news: ${nodes.map(({ name, role, id }) => `${expected.get(id)} on ${role} ${name}`).join(', ')}`,
      )
      const sum = (of: typeof nodes) => of.reduce((total, { id }) => total + expected.get(id)!, 0)
      const masters = sum(nodes.filter(({ role }) => role === 'master'))
      context.equal('the count', await pubsub.countSubscribers(news), sum(nodes), {
        cause: (got) => {
          if (got === masters) return 'You ask only the masters. Replicas have subscribers as well.'
          if ([...expected.values()].includes(got)) return 'You ask only one node. Each node counts its own.'
          return undefined
        },
      })
    },
  },
]
