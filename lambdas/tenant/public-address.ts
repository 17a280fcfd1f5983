import ipaddr from 'ipaddr.js';

/** Every public IPv6 address that was ever given out begins with these three bits (RFC 4291 §2.4, IANA). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Addresses that stand for one of IPv4, in their last four bytes (RFC 4291 §2.5.5.2, RFC 6052 §2.1). */
const HOLDS_IPV4 = [ipaddr.IPv6.parseCIDR('::ffff:0:0/96'), ipaddr.IPv6.parseCIDR('64:ff9b::/96')];

/**
 * Whether anybody on the internet may have this IP address. Private ones, those of this machine and of
 * the metadata service, and all that are reserved, are not; nor is what is no address. What holds an
 * address of IPv4 is looked at as that address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (!(address instanceof ipaddr.IPv6)) return address.range() === 'unicast';
  if (HOLDS_IPV4.some((range) => address.match(range)))
    return isPublicAddress(address.toByteArray().slice(-4).join('.'));
  return address.range() === 'unicast' && address.match(GLOBAL_UNICAST);
}

/** Whether a text is an IP address at all, as a URL writes one: IPv6 in brackets or not. */
export const isAddress = (host: string): boolean => ipaddr.isValid(withoutBrackets(host));

/** The host of a URL as the network knows it: an IPv6 address without its brackets. */
export const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');
