/** A value or a condition. */
export type Expr =
  | { readonly type: 'column'; readonly table: string | null; readonly name: string }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: string }
  | { readonly type: 'null' }
  | {
      readonly type: 'call';
      readonly name: string;
      readonly args: readonly Expr[];
      readonly distinct: boolean;
      readonly star: boolean;
    }
  | { readonly type: 'concat'; readonly left: Expr; readonly right: Expr }
  | { readonly type: 'arithmetic'; readonly operator: Arithmetic; readonly left: Expr; readonly right: Expr }
  | { readonly type: 'compare'; readonly operator: Comparison; readonly left: Expr; readonly right: Expr }
  | { readonly type: 'logic'; readonly operator: 'AND' | 'OR'; readonly left: Expr; readonly right: Expr }
  | { readonly type: 'not'; readonly operand: Expr }
  | {
      readonly type: 'in';
      readonly operand: Expr;
      readonly list: readonly Expr[] | Select;
      readonly negated: boolean;
    }
  | { readonly type: 'like'; readonly operand: Expr; readonly pattern: Expr; readonly negated: boolean }
  | { readonly type: 'null?'; readonly operand: Expr; readonly negated: boolean }
  | {
      readonly type: 'between';
      readonly operand: Expr;
      readonly low: Expr;
      readonly high: Expr;
      readonly negated: boolean;
    };

export type Arithmetic = '+' | '-' | '*' | '/';

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type SelectItem =
  | { readonly type: 'star'; readonly table: string | null }
  | { readonly type: 'value'; readonly value: Expr; readonly alias: string | null };

export interface TableRef {
  readonly source: string | Select;
  readonly alias: string;
}

export interface Join {
  readonly kind: 'JOIN' | 'LEFT JOIN';
  readonly table: TableRef;
  readonly on: Expr;
}

export interface Select {
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: TableRef;
  readonly joins: readonly Join[];
  readonly where: Expr | null;
  readonly groupBy: readonly Expr[];
  readonly orderBy: readonly { readonly value: Expr; readonly descending: boolean }[];
}

/** The statement cannot be run; the message is what NetSuite would append after "Search error occurred:". */
export class SuiteqlError extends Error {
  override readonly name = 'SuiteqlError';
}

/** The refusal of a statement whose syntax or meaning is outside SuiteQL, or outside the part of it spoken here. */
export function unsupported(): SuiteqlError {
  return new SuiteqlError('Invalid or unsupported search');
}
