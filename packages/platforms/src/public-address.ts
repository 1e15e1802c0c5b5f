import ipaddr from 'ipaddr.js';

/** Azure answers its own machines there, as others do at link-local addresses. */
const azureWireServer = '168.63.129.16';

/**
 * Whether an IP address, in any spelling, is one that everybody on the internet would reach.
 * Loopback, private, link-local, metadata, multicast, documentation and translated addresses are not.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || parsed.toString() === azureWireServer) return false;
  // What is not named by a range is public only inside 2000::/3: `::127.0.0.1` and 64:ff9b:1::/48 are not.
  return parsed.kind() === 'ipv4' || isGlobalUnicast(parsed.toByteArray());
}

/** Whether `host`, as a URL spells it, is an address rather than a name. */
export function isAddressLiteral(host: string): boolean {
  return ipaddr.isValid(withoutBrackets(host));
}

/** An IPv6 host without the brackets a URL puts around it. */
export function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}

function isGlobalUnicast([first = 0]: number[]): boolean {
  return first >> 5 === 1;
}
