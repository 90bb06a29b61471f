package weft.threads;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * Orders booked in a database and added up again: I/O-bound work. A part is one customer, with a connection of its own
 * and a commit for each order.
 *
 * <pre>{@code
 * %maven com.h2database:h2:2.4.240
 * try (Database shop = Database.at("jdbc:h2:mem:shop", 8, 200)) {
 *     Comparison.of(shop, Runner.serial(), Runner.threads(4));
 * }
 * }</pre>
 *
 * <p><b>What it does not claim.</b> To be a benchmark of databases: one inside this VM and in memory answers in
 * microseconds; one in a file or behind a network makes its clients wait, and threads gain.
 *
 * <p><b>Threads.</b> Each part opens its own connection; the one kept here only keeps a database in memory alive.
 */
public final class Database implements Work<Long>, AutoCloseable {

    private final Driver driver;
    private final String url;
    private final int customers;
    private final int orders;
    private final Connection kept;

    private Database(Driver driver, String url, int customers, int orders, Connection kept) {
        this.driver = driver;
        this.url = url;
        this.customers = customers;
        this.orders = orders;
        this.kept = kept;
    }

    /**
     * Opens the database and makes its table anew.
     *
     * @throws IllegalStateException when no driver for the address is on the class path
     */
    public static Database at(String url, int customers, int ordersEach) throws SQLException {
        Driver driver = driver(url);
        Connection connection = connect(driver, url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS orders");
            statement.execute("CREATE TABLE orders (customer INT, amount BIGINT)");
        }
        return new Database(driver, url, customers, ordersEach, connection);
    }

    /** Not through {@code DriverManager}, which knows only drivers that its caller's class loader sees. */
    private static Driver driver(String url) throws SQLException {
        for (Driver each : ServiceLoader.load(Driver.class)) {
            if (each.acceptsURL(url)) {
                return each;
            }
        }
        throw new IllegalStateException("no driver for \"" + url
                + "\" is on the class path; bring one, for example: %maven com.h2database:h2:2.4.240");
    }

    private static Connection connect(Driver driver, String url) throws SQLException {
        Connection connection = driver.connect(url, new Properties());
        if (connection == null) {
            throw new SQLException("the driver takes no address \"" + url + "\"");
        }
        return connection;
    }

    @Override
    public String name() {
        return customers + " customers, " + orders + " orders each, in " + url.split(":", 3)[1];
    }

    @Override
    public Bound bound() {
        return Bound.IO;
    }

    @Override
    public int parts() {
        return customers;
    }

    /** What the customer's orders add up to. */
    @Override
    public Long part(int customer) throws Exception {
        return Gil.blocking(() -> {
            try (Connection connection = connect(driver, url)) {
                book(connection, customer);
                return sum(connection, customer);
            }
        });
    }

    private void book(Connection connection, int customer) throws SQLException {
        try (PreparedStatement clear = connection.prepareStatement("DELETE FROM orders WHERE customer = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?, ?)")) {
            clear.setInt(1, customer);
            clear.executeUpdate();
            for (int order = 1; order <= orders; order++) {
                insert.setInt(1, customer);
                insert.setLong(2, (long) customer * order);
                insert.executeUpdate();
            }
        }
    }

    private static long sum(Connection connection, int customer) throws SQLException {
        try (PreparedStatement sum = connection.prepareStatement("SELECT SUM(amount) FROM orders WHERE customer = ?")) {
            sum.setInt(1, customer);
            try (ResultSet rows = sum.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        kept.close();
    }
}
