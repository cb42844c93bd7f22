import type { Account } from '../../api/adminTypes';

export interface TreeNode { account: Account; depth: number }

/** The accounts from the top down, each followed by what is below it, by name. One whose parent is out of sight stands at the top. */
export function treeOf(accounts: Account[]): TreeNode[] {
  const known = new Set(accounts.map((each) => each.id));
  const below = (parent: string | null) => accounts
    .filter((each) => (parent === null ? each.parentId === null || !known.has(each.parentId) : each.parentId === parent))
    .sort((a, b) => a.name.localeCompare(b.name));
  const walk = (parent: string | null, depth: number): TreeNode[] =>
    below(parent).flatMap((account) => [{ account, depth }, ...walk(account.id, depth + 1)]);
  return walk(null, 0);
}

/** Each account with the names from the top to it. */
export function pathsOf(accounts: Account[]) {
  const path: string[] = [];
  return treeOf(accounts).map(({ account, depth }) => {
    path.length = depth;
    path.push(account.name);
    return { id: account.id, path: [...path] };
  });
}

/** What may stand below an account: divisions and branches below the organisation, branches below a division, nothing below a branch. */
export const kindsBelow = ({ kind }: Pick<Account, 'kind'>) =>
  (kind === 'organisation' ? (['branch', 'division'] as const) : kind === 'division' ? (['branch'] as const) : []);
