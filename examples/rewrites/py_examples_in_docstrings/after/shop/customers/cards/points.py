"""Points.

>>> from shop.customers.cards.points import Points
>>> from shop.customers import cards as loyalty
>>> loyalty.points.Points
<class 'shop.customers.cards.points.Points'>
>>> from shop.preview import (gifts)
>>> from shop.customers import cards as l
>>> if True:
...     from shop.customers import cards as loyalty
...     import shop.customers.cards.points
...
...     shop.customers.cards.points.Points
"""


class Points:
    """A class.

    In prose shop.preview.loyalty and from shop.preview import loyalty are left, ``shop.customers.cards`` is not.

    Example::

        from shop.customers import cards as loyalty

        loyalty.points.Points()

    .. code-block:: python

        from shop.preview import (
            gifts,
        )
        from shop.customers import cards as loyalty
        import shop.customers.cards.points

        print(shop.customers.cards.points.Points, "shop.customers.cards")

    .. code-block:: console

        $ python -m shop.customers.cards.points
        $ python -c "from shop.preview import loyalty; print(loyalty)"

    ```python
    from shop.customers import cards as l
    ```

    >>> from shop.customers import cards as loyalty  # doctest: +SKIP
    >>> # from shop.preview import loyalty
    >>> loyalty
    <module 'shop.customers.cards'>

    See :class:`shop.customers.cards.points.Points` and :mod:`~shop.customers.cards`.
    """

    def again(self):
        r"""
        Again.

            >>> from shop.customers import cards as loyalty; loyalty.x("\n")
            1
        """
