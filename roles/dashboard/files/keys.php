<?php
// SPDX-License-Identifier: GPL-3.0-or-later
// Copyright the mainwp.dashboard contributors
//
// wp eval-file - VERB [ARGUMENTS], with this file on standard input; answers with JSON.
//   keys-list                               the keys of version 2: id, description, permissions, enabled, truncated_key
//   keys-make DESCRIPTION PERMISSIONS v1|v2 a new key; with v1 the same pair is stored for version 1 of the API too
//   keys-remove ID [CONSUMER_KEY]           takes a key away again, and the pair of version 1
// The secret parts are made here and leave only through standard output, so that no list of processes shows them.

use MainWP\Dashboard\MainWP_DB;
use MainWP\Dashboard\MainWP_Utility;

if ( ! class_exists( MainWP_DB::class ) ) {
	WP_CLI::error( 'MainWP Dashboard is not active.' );
}
$store = MainWP_DB::instance();
$pairs = get_option( 'mainwp_rest_api_keys' );
$pairs = is_array( $pairs ) ? $pairs : array();
$verb  = $args[0];

if ( 'keys-list' === $verb ) {
	$rows = $store->get_rest_api_keys();
	if ( ! is_array( $rows ) ) {
		WP_CLI::error( 'The table of the API keys cannot be read.' );
	}
	$answer = array();
	foreach ( $rows as $row ) {
		$answer[] = array(
			'id'            => (int) $row->key_id,
			'description'   => $row->description,
			'permissions'   => $row->permissions,
			'enabled'       => (bool) $row->enabled,
			'truncated_key' => $row->truncated_key,
		);
	}
} elseif ( 'keys-make' === $verb ) {
	list( , $description, $permissions, $version ) = $args;
	$key    = bin2hex( random_bytes( 20 ) );
	$secret = bin2hex( random_bytes( 20 ) );
	// Takes the current user as the owner, hence --user.
	$row = $store->insert_rest_api_key( "ck_$key", "cs_$secret", $permissions, $description, 1 );
	if ( ! is_array( $row ) || empty( $row['key_id'] ) ) {
		WP_CLI::error( 'MainWP did not store the key.' );
	}
	$answer = array(
		'id'              => (int) $row['key_id'],
		'api_key'         => "$secret==$key",
		'consumer_key'    => '',
		'consumer_secret' => '',
	);
	if ( 'v1' === $version ) {
		$letters           = array(
			'read'       => 'r',
			'write'      => 'w,d',
			'read_write' => 'r,w,d',
		);
		$pairs[ "ck_$key" ] = array(
			'ck_hashed' => wp_hash_password( "ck_$key" ),
			'cs'        => wp_hash_password( "cs_$secret" ),
			'desc'      => $description,
			'enabled'   => 1,
			'perms'     => $letters[ $permissions ],
		);
		MainWP_Utility::update_option( 'mainwp_rest_api_keys', $pairs );
		$answer['consumer_key']    = "ck_$key";
		$answer['consumer_secret'] = "cs_$secret";
	}
} elseif ( 'keys-remove' === $verb ) {
	$store->remove_rest_api_key( (int) $args[1] );
	if ( isset( $args[2], $pairs[ $args[2] ] ) ) {
		unset( $pairs[ $args[2] ] );
		MainWP_Utility::update_option( 'mainwp_rest_api_keys', $pairs );
	}
	$answer = array( 'id' => (int) $args[1] );
} else {
	WP_CLI::error( "No such verb: $verb" );
}
echo wp_json_encode( $answer );
