<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// Copyright the mainwp.dashboard contributors
//
// Adds the offers of offers.json to what WordPress knows of updates. What is installed is read from the files each time, so an offer
// ends with the update, and begins again when the old version is put back.

/**
 * The offers of one kind: 'plugin', 'theme' or 'core'; each with version, package and (but for core) slug.
 *
 * @param string $kind What is offered.
 */
function trial_offers( $kind ) {
	return json_decode( file_get_contents( __DIR__ . '/offers.json' ), true )[ $kind ];
}

/**
 * The value of a transient of updates, with the answers that a plugin or theme that is older than its offer gets.
 *
 * @param string   $kind   'plugin' or 'theme'.
 * @param mixed    $value  What WordPress knows; false where it knows nothing yet.
 * @param callable $key    Gives the key of a slug in the answers.
 * @param callable $file   Gives the file of a key that names the version.
 * @param callable $answer Makes the answer from key and offer.
 */
function trial_with_offers( $kind, $value, $key, $file, $answer ) {
	$known    = is_object( $value ) ? $value : (object) array( 'last_checked' => time() );
	$answers  = isset( $known->response ) ? (array) $known->response : array();
	foreach ( trial_offers( $kind ) as $offer ) {
		$name = $key( $offer['slug'] );
		unset( $answers[ $name ] );
		if ( is_readable( $file( $name ) ) ) {
			$installed = get_file_data( $file( $name ), array( 'version' => 'Version' ) )['version'];
			if ( version_compare( $installed, $offer['version'], '<' ) ) {
				$answers[ $name ] = $answer( $name, $offer );
			}
		}
	}
	$known->response = $answers;
	return $known;
}

add_filter(
	'site_transient_update_plugins',
	static fn( $value ) => trial_with_offers(
		'plugin',
		$value,
		static fn( $slug ) => "$slug/$slug.php",
		static fn( $name ) => WP_PLUGIN_DIR . "/$name",
		static fn( $name, $offer ) => (object) array(
			'id'          => $name,
			'slug'        => $offer['slug'],
			'plugin'      => $name,
			'new_version' => $offer['version'],
			'url'         => '',
			'package'     => $offer['package'],
		)
	)
);

add_filter(
	'site_transient_update_themes',
	static fn( $value ) => trial_with_offers(
		'theme',
		$value,
		static fn( $slug ) => $slug,
		static fn( $name ) => get_theme_root() . "/$name/style.css",
		static fn( $name, $offer ) => array(
			'theme'       => $name,
			'new_version' => $offer['version'],
			'url'         => '',
			'package'     => $offer['package'],
		)
	)
);

add_filter(
	'site_transient_update_core',
	static function ( $value ) {
		$known = is_object( $value ) ? $value : (object) array(
			'last_checked'    => time(),
			'version_checked' => wp_get_wp_version(),
			'translations'    => array(),
		);
		$known->updates = array();
		foreach ( trial_offers( 'core' ) as $offer ) {
			if ( version_compare( wp_get_wp_version(), $offer['version'], '<' ) ) {
				$known->updates[] = (object) array(
					'response'        => 'upgrade',
					'download'        => $offer['package'],
					'locale'          => 'en_US',
					'packages'        => (object) array(
						'full'        => $offer['package'],
						'no_content'  => false,
						'new_bundled' => false,
						'partial'     => false,
						'rollback'    => false,
					),
					'current'         => $offer['version'],
					'version'         => $offer['version'],
					'php_version'     => '7.4',
					'mysql_version'   => '5.5',
					'new_bundled'     => '',
					'partial_version' => '',
				);
			}
		}
		return $known;
	}
);
