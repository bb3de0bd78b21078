"""The kinds of column, by short names."""

from warehouse.schema.declare import ColumnType

TEXT = ColumnType.TEXT
INTEGER = ColumnType.INTEGER
NUMBER = ColumnType.NUMBER
BOOLEAN = ColumnType.BOOLEAN
DATE = ColumnType.DATE
DATETIME = ColumnType.DATETIME
TEXT_LIST = ColumnType.TEXT_LIST
