package io.huoyan.core.domain;

/**
 * The vehicle whose welds are looked at.
 *
 * @param id VIN or body number
 * @param hasVin true if {@code id} is the VIN, false if it is a body number
 * @param variant which configuration it is
 */
public record Vehicle(VehicleId id, boolean hasVin, VariantId variant) {}
