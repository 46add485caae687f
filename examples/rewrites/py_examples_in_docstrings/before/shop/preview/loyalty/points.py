"""Points.

>>> from shop.preview.loyalty.points import Points
>>> from shop.preview import loyalty
>>> loyalty.points.Points
<class 'shop.preview.loyalty.points.Points'>
>>> from shop.preview import (loyalty as l,
...     gifts)
>>> if True:
...     from shop.preview import loyalty
...     import shop.preview.loyalty.points
...
...     shop.preview.loyalty.points.Points
"""


class Points:
    """A class.

    In prose shop.preview.loyalty and from shop.preview import loyalty are left, ``shop.preview.loyalty`` is not.

    Example::

        from shop.preview import loyalty

        loyalty.points.Points()

    .. code-block:: python

        from shop.preview import (
            loyalty,
            gifts,
        )
        import shop.preview.loyalty.points

        print(shop.preview.loyalty.points.Points, "shop.preview.loyalty")

    .. code-block:: console

        $ python -m shop.preview.loyalty.points
        $ python -c "from shop.preview import loyalty; print(loyalty)"

    ```python
    from shop.preview import loyalty as l
    ```

    >>> from shop.preview import loyalty  # doctest: +SKIP
    >>> # from shop.preview import loyalty
    >>> loyalty
    <module 'shop.preview.loyalty'>

    See :class:`shop.preview.loyalty.points.Points` and :mod:`~shop.preview.loyalty`.
    """

    def again(self):
        r"""
        Again.

            >>> from shop.preview import loyalty; loyalty.x("\n")
            1
        """
