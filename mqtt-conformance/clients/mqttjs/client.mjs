// MQTT.js as a client under test: speaks the protocol of docs/client-protocol.md on standard input and output.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import mqtt from 'mqtt'

const PROTOCOL = 1
const UNASKED = 0
const VERSIONS = { 3.1: 3, '3.1.1': 4, '5.0': 5 }
// In terms of 5.0, by the return codes of CONNACK before it.
const REFUSALS = { 1: 0x84, 2: 0x85, 3: 0x88, 4: 0x86, 5: 0x87 }
const FEATURES = [
  'mqtt-3-1', 'mqtt-3-1-1', 'mqtt-5-0', 'tls', 'web-socket', 'unix-socket', 'manual-acknowledgement', 'reconnect',
  'keep-alive', 'empty-client-identifier', 'session-expiry', 'receive-maximum', 'maximum-packet-size',
  'topic-alias-maximum', 'topic-alias', 'request-response-information', 'request-problem-information',
  'connect-user-properties', 'enhanced-authentication', 'will-properties', 'message-properties', 'several-filters', 'subscription-options',
  'subscription-identifiers', 'subscribe-user-properties', 'disconnect-with-will', 'disconnect-reason',
  'disconnect-expiry', 'negative-acknowledgement', 'renewal'
]

const require = name => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url)))
const write = event => process.stdout.write(JSON.stringify(event) + '\n')
const bytes = text => Buffer.from(text ?? '', 'base64')

function pairs (properties) {
  return Object.entries(properties ?? {}).flatMap(([name, values]) => [values].flat().map(value => [name, value]))
}

function userProperties (list) {
  const properties = {}
  for (const [name, value] of list ?? []) {
    properties[name] = name in properties ? [properties[name], value].flat() : value
  }
  return properties
}

function defined (object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))
}

function messageProperties (message) {
  return defined({
    payloadFormatIndicator: message.payloadIsUtf8 || undefined,
    messageExpiryInterval: message.messageExpiryInterval,
    contentType: message.contentType,
    responseTopic: message.responseTopic,
    correlationData: message.correlationData === undefined ? undefined : bytes(message.correlationData),
    userProperties: message.userProperties && userProperties(message.userProperties)
  })
}

function facts (properties) {
  const known = {}
  for (const [name, value] of Object.entries(properties ?? {})) {
    known[name.replace(/QoS/, 'Qos').replace(/[A-Z]/g, letter => '-' + letter.toLowerCase())] = String(value)
  }
  return known
}

// What the protocol asks for: the data that came are the answer.
function answer (packet, done) {
  const { authenticationMethod, authenticationData } = packet.properties ?? {}
  if (authenticationData?.toString() === 'unacceptable') {
    done(new Error('the server is not convincing'))
    return
  }
  done(null, { cmd: 'auth', reasonCode: 0x18, properties: defined({ authenticationMethod, authenticationData }) })
}

// One client, and what is known of it. Once it was given up, nothing is told of it.
function adapter () {
  let client
  let over = false
  let connecting = 0
  let disconnecting = false
  let version
  let delivered = 0
  const deliveries = new Map()
  const tell = event => over || write(event)

  function options (command) {
    const url = new URL(command.url)
    const result = defined({
      protocolVersion: version,
      protocolId: version === 3 ? 'MQIsdp' : 'MQTT',
      clientId: command.clientIdentifier,
      clean: command.cleanStart,
      keepalive: command.keepAlive,
      username: command.userName,
      password: command.password === undefined ? undefined : bytes(command.password),
      reconnectPeriod: command.reconnect ? 200 : 0,
      connectTimeout: 30000,
      resubscribe: true,
      ca: command.trust && readFileSync(command.trust)
    })
    if (url.protocol === 'unix:') {
      result.path = url.pathname
      result.protocol = 'unix'
    }
    if (version === 5) {
      result.properties = defined({
        sessionExpiryInterval: command.sessionExpiryInterval,
        receiveMaximum: command.receiveMaximum,
        maximumPacketSize: command.maximumPacketSize,
        topicAliasMaximum: command.topicAliasMaximum,
        requestResponseInformation: command.requestResponseInformation,
        requestProblemInformation: command.requestProblemInformation,
        authenticationMethod: command.authenticationMethod,
        authenticationData: command.authenticationData === undefined ? undefined : bytes(command.authenticationData),
        userProperties: command.userProperties && userProperties(command.userProperties)
      })
    }
    if (command.will) {
      result.will = { topic: command.will.topic, payload: bytes(command.will.payload), qos: command.will.qos, retain: command.will.retain }
      if (version === 5) {
        result.will.properties = { ...messageProperties(command.will), ...defined({ willDelayInterval: command.will.delayInterval }) }
      }
    }
    if (command.manualAcknowledgement) {
      // Before 5.0 the library has no such thing; there, what handles messages may take its time.
      result.customHandleAcks = (topic, payload, packet, done) => deliver(topic, packet, code => done(null, code))
    }
    return result
  }

  function deliver (topic, packet, acknowledge) {
    const properties = packet.properties ?? {}
    const delivery = ++delivered
    if (acknowledge) {
      deliveries.set(delivery, acknowledge)
    }
    tell({
      event: 'message',
      duplicate: packet.dup,
      delivery,
      subscriptionIdentifiers: [properties.subscriptionIdentifier ?? []].flat(),
      message: defined({
        topic: topic.toString(),
        payload: Buffer.from(packet.payload).toString('base64'),
        qos: packet.qos,
        retain: packet.retain,
        payloadIsUtf8: properties.payloadFormatIndicator || undefined,
        messageExpiryInterval: properties.messageExpiryInterval,
        contentType: properties.contentType,
        responseTopic: properties.responseTopic,
        correlationData: properties.correlationData && Buffer.from(properties.correlationData).toString('base64'),
        userProperties: properties.userProperties && pairs(properties.userProperties)
      })
    })
  }

  function refused (code, text) {
    if (connecting !== 0) {
      tell(defined({ event: 'refused', command: connecting, reasonCode: code, text: String(text) }))
      connecting = 0
    }
  }

  const commands = {
    connect (number, command) {
      connecting = number
      disconnecting = false
      if (client) {
        client.reconnect()
        return
      }
      version = VERSIONS[command.version]
      if (!command.clientIdentifier && !command.cleanStart) {
        tell({ event: 'unsupported', command: number, what: 'empty Client Identifier without Clean Start' })
        return
      }
      let text = ''
      let code
      client = mqtt.connect(command.url.startsWith('unix:') ? undefined : command.url, options(command))
      client.handleAuth = answer
      client.on('connect', connAck => {
        tell({ event: 'connected', command: connecting, sessionPresent: connAck.sessionPresent, facts: facts(connAck.properties) })
        connecting = 0
      })
      client.on('error', failure => {
        text = failure.message
        code = version === 5 ? failure.code : REFUSALS[failure.code]
        if (connecting !== 0) {
          refused(Number.isInteger(code) ? code : undefined, text)
        } else {
          tell({ event: 'failed', command: UNASKED, text })
        }
      })
      client.on('disconnect', packet => { code = packet.reasonCode })
      client.on('close', () => {
        if (connecting !== 0) {
          refused(undefined, text || 'closed')
        } else if (!disconnecting) {
          tell(defined({ event: 'disconnected', command: UNASKED, reasonCode: Number.isInteger(code) ? code : undefined, text: text || 'closed' }))
        }
        code = undefined
      })
      if (!command.manualAcknowledgement) {
        client.on('message', (topic, payload, packet) => deliver(topic, packet))
      } else if (version !== 5) {
        client.handleMessage = (packet, done) => deliver(packet.topic, packet, () => done())
      }
    },

    publish (number, { message, topicAlias }) {
      const properties = version === 5 ? { properties: { ...messageProperties(message), ...defined({ topicAlias }) } } : {}
      const settings = { qos: message.qos, retain: message.retain, ...properties }
      client.publish(message.topic, bytes(message.payload), settings, (failure, packet) => {
        const code = failure ? failure.code : packet?.reasonCode
        tell(defined({
          event: 'published',
          command: number,
          delivered: !failure && !(code >= 0x80),
          reasonCode: Number.isInteger(code) ? code : undefined,
          text: failure ? failure.message : ''
        }))
      })
    },

    subscribe (number, command) {
      const filters = Object.fromEntries(command.filters.map(each =>
        [each.filter, version === 5 ? { qos: each.qos, nl: each.noLocal, rap: each.retainAsPublished, rh: each.retainHandling } : { qos: each.qos }]))
      const properties = version === 5
        ? { properties: defined({ subscriptionIdentifier: command.identifier, userProperties: command.userProperties && userProperties(command.userProperties) }) }
        : {}
      client.subscribe(filters, properties, (failure, granted, packet) => {
        const codes = packet?.granted ?? granted?.map(each => each.qos)
        if (codes?.length > 0) {
          tell({ event: 'subscribed', command: number, reasonCodes: codes })
        } else {
          tell({ event: 'failed', command: number, text: failure?.message ?? 'nothing was granted' })
        }
      })
    },

    unsubscribe (number, { filters }) {
      client.unsubscribe(filters, {}, (failure, packet) => {
        tell(failure
          ? { event: 'failed', command: number, text: failure.message }
          : { event: 'unsubscribed', command: number, reasonCodes: [packet?.granted ?? []].flat() })
      })
    },

    acknowledge (number, { delivery, reasonCode }) {
      const acknowledge = deliveries.get(delivery)
      if (!acknowledge) {
        throw new Error('no such delivery')
      }
      deliveries.delete(delivery)
      acknowledge(reasonCode)
    },

    disconnect (number, { reasonCode, sessionExpiryInterval }) {
      disconnecting = true
      const packet = version === 5 ? { reasonCode, properties: defined({ sessionExpiryInterval }) } : {}
      client.end(false, packet, failure => {
        tell(failure
          ? { event: 'failed', command: number, text: failure.message }
          : { event: 'disconnected', command: number, text: '' })
      })
    }
  }

  function abandon () {
    over = true
    client?.end(true)
  }

  return { commands, tell, abandon, connected: () => Boolean(client) }
}

let current = adapter()
let asNew = true

// Who does not read any more is gone. Left alone, the error of a write would be told by a write that fails again, for ever.
process.stdout.on('error', () => process.exit(1))
process.stderr.on('error', () => process.exit(1))
process.on('uncaughtException', failure => {
  // What the library was in the middle of may go on in the next client.
  asNew = false
  console.error(failure)
  current.tell({ event: 'failed', command: UNASKED, text: String(failure) })
})
// A thread of its own, since this one may be kept busy by the library when whoever started it is gone.
const watch = new Worker(`
  const { ppid } = process
  setInterval(() => process.ppid === ppid || process.kill(process.pid, 'SIGKILL'), 500)
`, { eval: true, execArgv: [] })
watch.on('online', () => {
  watch.unref()
  write({ protocol: PROTOCOL, client: 'mqttjs', version: require('mqtt').version, features: FEATURES })
  createInterface({ input: process.stdin }).on('line', line => {
    const command = JSON.parse(line)
    if (command.command === 'renew') {
      if (!asNew) {
        process.exit(1)
      }
      current.abandon()
      current = adapter()
      current.tell({ event: 'renewed', command: command.number })
      return
    }
    const { commands, tell, connected } = current
    const obey = commands[command.command]
    if (!obey) {
      tell({ event: 'unsupported', command: command.number, what: command.command })
      return
    }
    try {
      if (command.command !== 'connect' && !connected()) {
        throw new Error('not told to connect')
      }
      obey(command.number, command)
    } catch (failure) {
      tell({ event: 'failed', command: command.number, text: failure.message })
    }
  }).on('close', () => process.exit(0))
})
