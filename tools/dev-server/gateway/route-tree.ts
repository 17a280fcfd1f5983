import type { Route } from './routes.ts';

/** Where a request leads; `parameters` are percent-decoded. */
export interface RouteMatch {
  route: Route;
  parameters: Record<string, string>;
}

interface Node {
  fixed: Map<string, Node>;
  parameter?: { name: string; node: Node };
  greedy?: { name: string; methods: Map<string, Route> };
  methods: Map<string, Route>;
}

const emptyNode = (): Node => ({ fixed: new Map(), methods: new Map() });

/**
 * Makes a matcher with API Gateway's precedence: a fixed path part before {name} before {name+}, a
 * method before ANY, and no way back once a part has matched. A trailing slash is ignored.
 * Undefined is "no such route"; the matcher throws URIError for a parameter with a broken
 * percent-encoding.
 */
export function createMatcher(routes: readonly Route[]): (method: string, path: string) => RouteMatch | undefined {
  const root = emptyNode();
  for (const route of routes) methodsAt(root, route.path.split('/').filter(Boolean)).set(route.method, route);

  return (method, path) => {
    const parts = path.replace(/^\//, '').replace(/\/$/, '').split('/');
    const parameters: Record<string, string> = {};
    const methods = findMethods(root, path === '/' ? [] : parts, parameters);
    const route = methods?.get(method) ?? methods?.get('ANY');
    return route && { route, parameters };
  };
}

function methodsAt(root: Node, parts: readonly string[]): Map<string, Route> {
  let node = root;
  for (const part of parts) {
    const name = /^\{([^+]+)(\+?)\}$/.exec(part);
    if (name?.[2] === '+') return (node.greedy ??= { name: name[1] ?? '', methods: new Map<string, Route>() }).methods;
    if (name) {
      node = (node.parameter ??= { name: name[1] ?? '', node: emptyNode() }).node;
    } else {
      const next: Node = node.fixed.get(part) ?? emptyNode();
      node.fixed.set(part, next);
      node = next;
    }
  }
  return node.methods;
}

function findMethods(
  root: Node,
  parts: readonly string[],
  parameters: Record<string, string>,
): Map<string, Route> | undefined {
  let node = root;
  for (const [index, part] of parts.entries()) {
    const fixed = node.fixed.get(part);
    if (fixed !== undefined) {
      node = fixed;
    } else if (node.parameter !== undefined && part !== '') {
      parameters[node.parameter.name] = decodeURIComponent(part);
      node = node.parameter.node;
    } else if (node.greedy !== undefined) {
      parameters[node.greedy.name] = decodeURIComponent(parts.slice(index).join('/'));
      return node.greedy.methods;
    } else {
      return undefined;
    }
  }
  return node.methods;
}
