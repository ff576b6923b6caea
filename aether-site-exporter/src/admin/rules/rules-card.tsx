import { Card, CardBody } from '@wordpress/components';
import type { ReactNode } from 'react';

interface RulesCardProps {
	/** Of the heading. */
	readonly id: string;
	readonly title: string;
	/** What is set, and the button that saves it. */
	readonly children: ReactNode;
}

/**
 * One part of the rules, which is saved by itself.
 *
 * @param props
 * @param props.id
 * @param props.title
 * @param props.children
 */
export const RulesCard = ( { id, title, children }: RulesCardProps ) => (
	<Card as="section" className="aether-card" aria-labelledby={ id }>
		<CardBody>
			<h3 id={ id }>{ title }</h3>
			{ children }
		</CardBody>
	</Card>
);
