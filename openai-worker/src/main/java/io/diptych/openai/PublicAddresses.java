package io.diptych.openai;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/// The addresses of the public internet: all but those that are set aside (RFC 6890 and its updates).
final class PublicAddresses {
    private static final List<Block> SET_ASIDE = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3));
    private static final Block GLOBAL_6 = Block.of("2000::", 3);
    private static final List<Block> SET_ASIDE_6 =
            List.of(Block.of("2001::", 23), Block.of("2001:db8::", 32), Block.of("2002::", 16), Block.of("3fff::", 20));

    private PublicAddresses() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return GLOBAL_6.holds(bytes) && SET_ASIDE_6.stream().noneMatch(block -> block.holds(bytes));
        }
        return SET_ASIDE.stream().noneMatch(block -> block.holds(bytes));
    }

    /// Addresses that begin alike.
    ///
    /// @param bits that are alike
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Block(byte[] first, int bits) {
        static Block of(String literal, int bits) {
            return new Block(InetAddress.ofLiteral(literal).getAddress(), bits);
        }

        boolean holds(byte[] address) {
            for (int i = 0; i < bits; i++) {
                int bit = 0x80 >>> (i & 7);
                if ((first[i >>> 3] & bit) != (address[i >>> 3] & bit)) {
                    return false;
                }
            }
            return true;
        }
    }
}
