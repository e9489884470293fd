import { Navigate } from 'react-router';
import { useMe } from '../client/rights.ts';
import { startOf } from './places.ts';

/** Leads everybody to the start page of their role. */
export function Start() {
  return <Navigate to={startOf(useMe())} replace />;
}
